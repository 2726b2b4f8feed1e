import type { FsStat, IFileSystem } from 'just-bash';
import { actorOf } from './accounts.ts';
import type { Account } from './accounts.ts';
import type { Disk } from './disk.ts';
import * as files from './file-operations.ts';
import type { Actor, Inode } from './inode.ts';
import { rights, sizeOf } from './inode.ts';
import { normalise } from './paths.ts';
import type { ShellStates } from './shell-state.ts';
import { UnixError } from './unix-error.ts';

/** Opens a TCP connection in the simulated cloud; throws a UnixError when none comes about. */
export type Connect = (address: string, port: number, path: string) => Promise<void>;

type Encoding = Parameters<IFileSystem['readFile']>[1];

/**
 * The disk as just-bash sees it: every operation is the current user's. `stat` shows in the owner's
 * bits what the current user may do, because that is where `test -r`, `-w` and `-x` look; our own
 * `stat` and `ls` read the inode instead.
 */
export class UserFileSystem implements IFileSystem {
  private readonly disk: Disk;
  private readonly accounts: readonly Account[];
  private readonly states: ShellStates;
  private readonly connect: Connect;
  /** The socket that the interpreter has just failed to read and will now try to write. */
  private refused: { readonly path: string; readonly error: unknown } | undefined;

  constructor(disk: Disk, accounts: readonly Account[], states: ShellStates, connect: Connect) {
    this.disk = disk;
    this.accounts = accounts;
    this.states = states;
    this.connect = connect;
  }

  async readFile(path: string, options?: Encoding): Promise<string> {
    const bytes = await this.readFileBuffer(path);
    const encoding = typeof options === 'string' ? options : options?.encoding;
    return Buffer.from(bytes).toString(encoding ?? 'utf8');
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    await this.opened(path);
    return this.noting(path, (actor) => files.readBytes(this.disk, path, actor));
  }

  async writeFile(path: string, content: string | Uint8Array, options?: Encoding): Promise<void> {
    await this.write(path, content, options, 'replace');
  }

  async appendFile(path: string, content: string | Uint8Array, options?: Encoding): Promise<void> {
    await this.write(path, content, options, 'append');
  }

  async exists(path: string): Promise<boolean> {
    return files.exists(this.disk, path, this.actor());
  }

  async stat(path: string): Promise<FsStat> {
    return this.noting(path, (actor) => this.statOf(this.disk.find(path, actor), actor));
  }

  async lstat(path: string): Promise<FsStat> {
    return this.noting(path, (actor) =>
      this.statOf(this.disk.find(path, actor, 'keep-link'), actor),
    );
  }

  async mkdir(path: string, options?: { recursive?: boolean }): Promise<void> {
    this.noting(path, () => {
      files.makeDirectory(this.disk, path, this.doer(), options?.recursive === true);
    });
  }

  async readdir(path: string): Promise<string[]> {
    return this.noting(path, (actor) =>
      [...files.listDirectory(this.disk, path, actor).entries.keys()].sort(),
    );
  }

  async readdirWithFileTypes(path: string) {
    return this.noting(path, (actor) =>
      [...files.listDirectory(this.disk, path, actor).entries]
        .sort(([first], [second]) => (first < second ? -1 : 1))
        .map(([name, inode]) => ({ name, ...kindOf(inode) })),
    );
  }

  async rm(path: string, options?: { recursive?: boolean; force?: boolean }): Promise<void> {
    if (options?.force === true && this.disk.peek(path, 'keep-link') === undefined) return;
    this.noting(path, (actor) => {
      files.remove(this.disk, path, actor, options?.recursive === true);
    });
  }

  async cp(from: string, to: string, options?: { recursive?: boolean }): Promise<void> {
    const source = this.noting(from, (actor) => this.disk.find(from, actor));
    if (source.type !== 'directory') {
      this.noting(to, () => {
        files.copyFile(this.disk, from, to, this.doer());
      });
      return;
    }
    if (options?.recursive !== true) throw new UnixError('EISDIR', from);
    await this.mkdir(to, { recursive: true });
    for (const name of source.entries.keys())
      await this.cp(`${from}/${name}`, `${to}/${name}`, options);
  }

  async mv(from: string, to: string): Promise<void> {
    this.noting(from, (actor) => {
      files.rename(this.disk, from, to, actor);
    });
  }

  resolvePath(base: string, path: string): string {
    return normalise(path.startsWith('/') ? path : `${base}/${path}`);
  }

  getAllPaths(): string[] {
    return allPaths(this.disk.root, '');
  }

  async chmod(path: string, mode: number): Promise<void> {
    this.noting(path, (actor) => {
      files.changeMode(this.disk, path, mode, actor);
    });
  }

  async symlink(target: string, path: string): Promise<void> {
    this.noting(path, () => {
      files.makeLink(this.disk, target, path, this.doer());
    });
  }

  async link(existing: string, path: string): Promise<void> {
    this.noting(path, () => {
      files.makeHardLink(this.disk, existing, path, this.doer());
    });
  }

  async readlink(path: string): Promise<string> {
    const inode = this.noting(path, (actor) => this.disk.find(path, actor, 'keep-link'));
    if (inode.type !== 'link') throw new UnixError('EINVAL', path);
    return inode.target;
  }

  async realpath(path: string): Promise<string> {
    return this.noting(path, (actor) => {
      const place = this.disk.place(path, actor, 'follow');
      if (place.inode === undefined) throw new UnixError('ENOENT', path);
      return place.real;
    });
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    this.noting(path, (actor) => {
      const inode = this.disk.find(path, actor);
      if ((rights(inode, actor) & 2) === 0) throw new UnixError('EACCES', path);
      inode.mtime = modified.getTime();
    });
  }

  private async write(
    path: string,
    content: string | Uint8Array,
    options: Encoding,
    how: 'replace' | 'append',
  ): Promise<void> {
    const encoding = typeof options === 'string' ? options : options?.encoding;
    const bytes = typeof content === 'string' ? Buffer.from(content, encoding ?? 'utf8') : content;
    try {
      await this.opened(path);
      this.noting(path, () => {
        files.writeBytes(this.disk, path, Uint8Array.from(bytes), this.doer(), how);
      });
    } catch (error) {
      // This is how the interpreter opens a redirection; it prints the message as it stands.
      const opens = content === '' && encoding === 'binary' && error instanceof UnixError;
      throw opens ? new Error(`bash: ${path}: ${error.text}`) : error;
    }
  }

  /** `/dev/tcp/HOST/PORT` is a connection, as in bash. */
  private async opened(path: string): Promise<void> {
    const socket = /^\/dev\/tcp\/([^/]+)\/(\d+)$/.exec(path);
    if (socket === null) return;
    const refused = this.refused;
    this.refused = undefined;
    if (refused?.path === path) throw refused.error;
    try {
      await this.connect(socket[1] ?? '', Number(socket[2]), path);
    } catch (error) {
      this.refused = { path, error };
      if (error instanceof UnixError) this.states.current().failures.set(path, error.text);
      throw error;
    }
    // An open socket reads as empty here, and takes what is written.
    if (this.disk.peek(path) === undefined) this.disk.addDevice(path);
  }

  private actor(): Actor {
    return actorOf(this.accounts, this.states.current().user);
  }

  private doer(): files.Doer {
    return { actor: this.actor(), umask: this.states.current().umask };
  }

  private noting<T>(path: string, operate: (actor: Actor) => T): T {
    try {
      return operate(this.actor());
    } catch (error) {
      if (error instanceof UnixError) this.states.current().failures.set(path, error.text);
      throw error;
    }
  }

  private statOf(inode: Inode, actor: Actor): FsStat {
    const mine =
      inode.type === 'link' ? inode.mode : (inode.mode & 0o7077) | (rights(inode, actor) << 6);
    return {
      ...kindOf(inode),
      mode: mine,
      size: sizeOf(inode),
      mtime: new Date(inode.mtime),
      ino: inode.number,
    };
  }
}

function kindOf(inode: Inode) {
  return {
    isFile: inode.type === 'file',
    isDirectory: inode.type === 'directory',
    isSymbolicLink: inode.type === 'link',
  };
}

function allPaths(inode: Inode, path: string): string[] {
  if (inode.type !== 'directory') return [path];
  const below = [...inode.entries].flatMap(([name, entry]) => allPaths(entry, `${path}/${name}`));
  return [path === '' ? '/' : path, ...below];
}
