import { registerHooks } from 'node:module';

// Preloaded with --import: the built shell finds the stub where it looks for `electron`.
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: new URL('./electron-stub.ts', import.meta.url).href, shortCircuit: true }
      : next(specifier, context),
});
