/** Glance: how an image comes to be active, in steps that take minutes. */
import { longHex, nextUuid } from '../identifiers.ts';
import type { CloudModel } from '../model.ts';
import type { Image, ImageStep } from './model.ts';

/** What there is to be stored: a file of so many bytes with this sha512. */
export interface ImageData {
  readonly size: number;
  readonly sha512: string;
}

export interface ImageRequest {
  readonly name: string;
  readonly owner: string;
  readonly visibility: Image['visibility'];
  readonly properties: Readonly<Record<string, string>>;
  readonly diskFormat: string;
  readonly containerFormat: string;
}

/** An image without data: queued, and so for ever until somebody brings some. */
export function addImage(model: CloudModel, request: ImageRequest, at: number): Image {
  const image: Image = {
    ...request,
    id: nextUuid(model),
    status: 'queued',
    properties: { ...request.properties },
    size: null,
    sha512: null,
    createdAt: at,
    updatedAt: at,
    plan: [],
  };
  model.catalog.images.push(image);
  return image;
}

/** Data sent by the client: it is stored as it came, and active when the client is done. */
export function upload(image: Image, data: ImageData, at: number): void {
  Object.assign(image, { ...data, status: 'active', updatedAt: at });
}

/**
 * Data staged by the client and imported from there, or fetched by glance itself. Whatever its format, it
 * is converted and lands as raw: what is stored is larger, and has another hash.
 */
export function importData(model: CloudModel, image: Image, data: ImageData, at: number): void {
  const minutes = Math.max(0.5, data.size / 2 ** 30);
  const raw: ImageStep = {
    at: at + Math.round(20_000 + minutes * 75_000),
    status: 'active',
    diskFormat: 'raw',
    size:
      image.diskFormat === 'qcow2' ? Math.ceil((data.size * 5.6) / 2 ** 30) * 2 ** 30 : data.size,
    sha512: longHex(model.seed, `raw/${data.sha512}`, 128),
  };
  image.status = 'importing';
  image.size = data.size;
  image.updatedAt = at;
  image.plan = [raw];
}

/** Carries out the steps that are due. */
export function moveImages({ catalog }: CloudModel, untilMs: number): void {
  for (const image of catalog.images) {
    for (let next = image.plan[0]; next !== undefined && next.at <= untilMs; next = image.plan[0]) {
      const { at, ...changes } = next;
      Object.assign(image, changes, { updatedAt: at });
      image.plan.shift();
    }
  }
}
