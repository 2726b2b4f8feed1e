// The characters that screens draw and that every terminal shows one cell wide.

/** As string-width writes its own fast path. */
export const asciiClass = '/^[\\u0020-\\u007E]*$/';

/** The same with our marks, arrows, box drawing and blocks: none is an emoji, wide or combining. */
export const narrowClass =
  '/^[\\u0020-\\u007E\\u00B7\\u00BB\\u203A\\u2026\\u2192\\u2260\\u2500-\\u257F\\u2580-\\u259F\\u2713\\u2717]*$/';
