import { registerHooks } from 'node:module'

// Loaded by `--import` in the process that `prepare` starts: a project that is not installed yet gets the packages
// that wrote it.
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context)
    } catch (error) {
      if (!/^(?:plinth|@plinth\/\w+)(?:\/|$)/.test(specifier)) throw error
      return next(specifier, { ...context, parentURL: import.meta.url })
    }
  },
})
