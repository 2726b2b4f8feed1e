/** Glance's commands. The client is a snap: of the files of its host it sees those of the home directory. */
import { createHash } from 'node:crypto';
import { readAs } from '../access.ts';
import { refuse } from '../answers.ts';
import { fetchPage } from '../unix/internet.ts';
import type { Call } from '../world.ts';
import {
  deleteEach,
  findResource,
  list,
  one,
  serviceError,
  text,
  type OpenstackCommand,
  type OpenstackRequest,
} from './command.ts';
import { addImage, importData, upload, type ImageData } from './glance.ts';
import type { Image } from './model.ts';
import type { Value } from './output.ts';
import { isAdmin, requireProject } from './session.ts';

const visibilities = ['public', 'private', 'community', 'shared'] as const;
const visibilityFlags = visibilities.map((each) => `--${each}`);

export const imageCommands: readonly OpenstackCommand[] = [
  {
    words: 'image list',
    values: ['--name', '--status', '--property'],
    flags: ['--long', '--all', ...visibilityFlags],
    run: listImages,
  },
  {
    words: 'image show',
    takes: ['image'],
    flags: ['--human-readable'],
    run: (request) => one(fields(find(request, request.names[0] ?? ''))),
  },
  {
    words: 'image create',
    takes: ['image-name'],
    values: [
      '--file',
      '--container-format',
      '--disk-format',
      '--property',
      '--min-disk',
      '--min-ram',
      '--import-method',
      '--uri',
    ],
    flags: ['--import', ...visibilityFlags],
    run: createImage,
  },
  {
    words: 'image import',
    takes: ['image'],
    values: ['--method', '--uri'],
    run: (request) => {
      const image = find(request, request.names[0] ?? '');
      importByUrl(request, image, request.options.get('--method') ?? 'glance-direct');
      return text('');
    },
  },
  {
    words: 'image set',
    takes: ['image'],
    values: ['--name', '--property', '--container-format', '--disk-format'],
    flags: visibilityFlags,
    run: setImage,
  },
  {
    words: 'image delete',
    takes: ['image'],
    run: (request) =>
      deleteEach(
        request.names,
        { one: 'image', summary: (failed, all) => `Failed to delete ${failed} of ${all} images.` },
        (name) => {
          const image = own(request, find(request, name));
          const { catalog } = request.call.world.model;
          catalog.images = catalog.images.filter((each) => each !== image);
        },
      ),
  },
];

/** What a token sees: the project's own, what is public or offered to all; the administrator's sees all. */
export function visibleImages({ call, session }: OpenstackRequest): Image[] {
  const project = requireProject(session);
  return call.world.model.catalog.images.filter(
    (image) =>
      image.owner === project ||
      ['public', 'community'].includes(image.visibility) ||
      isAdmin(session),
  );
}

function listImages(request: OpenstackRequest) {
  const { options } = request;
  const asked = visibilities.find((each) => options.has(`--${each}`));
  const found = visibleImages(request)
    .filter((image) => (asked ?? image.visibility) === image.visibility)
    .filter((image) => (options.get('--name') ?? image.name) === image.name)
    .filter((image) => (options.get('--status') ?? image.status) === image.status)
    .filter((image) => hasProperties(image, request));
  if (!options.has('--long')) {
    return list(
      ['ID', 'Name', 'Status'],
      found.map((image) => [image.id, image.name, image.status]),
    );
  }
  return list(
    [
      'ID',
      'Name',
      'Disk Format',
      'Container Format',
      'Size',
      'Checksum',
      'Status',
      'Visibility',
      'Protected',
      'Project',
      'Tags',
    ],
    found.map((image) => [
      image.id,
      image.name,
      image.diskFormat,
      image.containerFormat,
      image.size,
      checksum(image),
      image.status,
      image.visibility,
      false,
      image.owner,
      [],
    ]),
  );
}

async function createImage(request: OpenstackRequest) {
  const { call, options, names } = request;
  const { world } = call;
  const owner = requireProject(request.session);
  const path = options.get('--file');
  const method = options.get('--import-method');
  const imports = options.has('--import') || method !== undefined;
  if (imports && path === undefined && method !== 'web-download') {
    refuse("The '--import' option requires '--file'");
  }
  const data = path === undefined ? undefined : fileData(call, path);
  const visibility = visibilities.find((each) => options.has(`--${each}`)) ?? 'shared';
  if (visibility === 'public' && !isAdmin(request.session)) refuse(forbidden('publicize_image'));
  const image = addImage(
    world.model,
    {
      name: names[0] ?? '',
      owner,
      visibility,
      properties: properties(request),
      diskFormat: options.get('--disk-format') ?? 'raw',
      containerFormat: options.get('--container-format') ?? 'bare',
    },
    world.clock.now(),
  );
  if (data === undefined) {
    if (method === 'web-download') importByUrl(request, image, method);
    return one(fields(image));
  }
  image.status = imports ? 'uploading' : 'saving';
  await world.clock.sleep(1_000 + Math.ceil(data.size / bytesPerMs));
  if (imports) importData(world.model, image, data, world.clock.now());
  else upload(image, data, world.clock.now());
  return one(fields(image));
}

/**
 * Glance takes the order and fetches later, by itself, with Python's own client. What the site then
 * answers decides; of a refusal the image tells nothing: it stays queued.
 */
function importByUrl({ call, options }: OpenstackRequest, image: Image, method: string): void {
  const { model, clock } = call.world;
  const uri = options.get('--uri');
  if (method !== 'web-download') {
    refuse(
      serviceError(
        409,
        `${endpoint}/v2/images/${image.id}/import`,
        `Image needs to be staged before '${method}' method can be used`,
      ),
    );
  }
  if (uri === undefined)
    refuse("The '--uri' option is required when using '--method=web-download'");
  const place = /^https?:\/\/([^/:?#]+)(?::\d+)?(\/[^?#]*)?/.exec(uri);
  const reply =
    place === null
      ? undefined
      : fetchPage(model.internet, place[1] ?? '', place[2] ?? '/', 'Python-urllib/3.10');
  if (reply?.status !== 200) return;
  const sha512 = reply.standIn?.sums['sha512'] ?? digest(reply.body);
  const size = reply.standIn?.size ?? reply.body.length;
  importData(model, image, { size, sha512 }, clock.now());
}

function setImage(request: OpenstackRequest) {
  const { options, call } = request;
  const image = own(request, find(request, request.names[0] ?? ''));
  const visibility = visibilities.find((each) => options.has(`--${each}`));
  if (visibility === 'public' && !isAdmin(request.session)) refuse(forbidden('publicize_image'));
  image.visibility = visibility ?? image.visibility;
  image.name = options.get('--name') ?? image.name;
  image.diskFormat = options.get('--disk-format') ?? image.diskFormat;
  image.containerFormat = options.get('--container-format') ?? image.containerFormat;
  Object.assign(image.properties, properties(request));
  image.updatedAt = call.world.clock.now();
  return text('');
}

function fields(image: Image): [string, Value][] {
  const stored: Record<string, Value> =
    image.sha512 === null ? {} : { os_hash_algo: 'sha512', os_hash_value: image.sha512 };
  return [
    ['checksum', checksum(image)],
    ['container_format', image.containerFormat],
    ['created_at', time(image.createdAt)],
    ['disk_format', image.diskFormat],
    ['file', `/v2/images/${image.id}/file`],
    ['id', image.id],
    ['min_disk', 0],
    ['min_ram', 0],
    ['name', image.name],
    ['owner', image.owner],
    ['properties', { os_hidden: false, ...stored, ...image.properties }],
    ['protected', false],
    ['schema', '/v2/schemas/image'],
    ['size', image.size],
    ['status', image.status],
    ['tags', []],
    ['updated_at', time(image.updatedAt)],
    ['visibility', image.visibility],
  ];
}

/** Size and sha512 of a file as the snap finds it: outside of the home directory it finds nothing. */
function fileData(call: Call, path: string): ImageData {
  const home = call.env.get('HOME') ?? `/home/${call.user}`;
  const absolute = path.startsWith('/') ? path : `${call.cwd}/${path}`;
  const reading = readAs(call.host, absolute, call.user);
  if (!absolute.startsWith(`${home}/`) || reading.type === 'absent') {
    refuse(`[Errno 2] No such file or directory: '${path}'`);
  }
  if (reading.type === 'denied') refuse(`[Errno 13] Permission denied: '${path}'`);
  const status = call.host.files.status(absolute);
  return {
    size: status?.size ?? 0,
    sha512: status?.sums?.['sha512'] ?? digest(Buffer.from(reading.text)),
  };
}

/** Changing an image is for its project, and for the administrator. */
function own({ session }: OpenstackRequest, image: Image): Image {
  if (image.owner !== session.project && !isAdmin(session)) refuse(forbidden('modify_image'));
  return image;
}

function find(request: OpenstackRequest, asked: string): Image {
  return findResource(visibleImages(request), asked, 'Image');
}

function properties({ given }: OpenstackRequest): Record<string, string> {
  const pairs = given.filter(([option]) => option === '--property').map(([, pair]) => pair);
  const bad = pairs.find((pair) => !pair.includes('='));
  if (bad !== undefined) {
    refuse(
      `usage: openstack image create [-h] <image-name>\nopenstack image create: error: argument --property: ` +
        `Expected 'key=value' type, but got: ${bad}`,
      2,
    );
  }
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

function hasProperties(image: Image, request: OpenstackRequest): boolean {
  return Object.entries(properties(request)).every(
    ([key, value]) => image.properties[key] === value,
  );
}

function checksum({ sha512 }: Image): string | null {
  return sha512 === null ? null : createHash('md5').update(sha512).digest('hex');
}

function digest(bytes: Uint8Array): string {
  return createHash('sha512').update(bytes).digest('hex');
}

function time(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

function forbidden(rule: string): string {
  return serviceError(
    403,
    `${endpoint}/v2/images`,
    `You are not authorized to complete ${rule} action.`,
  );
}

const endpoint = 'https://10.12.4.53:9292';
const bytesPerMs = 120_000;
