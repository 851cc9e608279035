import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

/** Where pages find them; the version stands in it, because the server lets browsers keep `/assets/` for a year. */
const FOLDER = 'assets/blur-2023.2.0';
/** What the blur loads by name: the model and its program. Every browser that can blur has SIMD. */
const FILES = [
  'selfie_segmentation.binarypb',
  'selfie_segmentation_landscape.tflite',
  'selfie_segmentation_solution_simd_wasm_bin.js',
  'selfie_segmentation_solution_simd_wasm_bin.wasm',
];

/** Puts the files of the background blur beside the pages. They are 6 MB, and loaded by those who switch it on. */
export function blurAssets(): Plugin {
  const from = dirname(createRequire(import.meta.url).resolve('@shiguredo/virtual-background'));
  return {
    name: 'frontdesk:blur-assets',
    async generateBundle() {
      for (const file of FILES) {
        this.emitFile({ type: 'asset', fileName: `${FOLDER}/${file}`, source: await readFile(join(from, file)) });
      }
    },
    configureServer(server) {
      server.middlewares.use(`/${FOLDER}`, (request, response, next) => {
        const file = FILES.find((each) => request.url === `/${each}`);
        if (!file) return next();
        const type = file.endsWith('.js') ? 'text/javascript' : 'application/wasm';
        response.setHeader(
          'content-type',
          file.endsWith('.js') || file.endsWith('.wasm') ? type : 'application/octet-stream',
        );
        createReadStream(join(from, file)).pipe(response);
      });
    },
  };
}
