import {
  arg,
  type Call,
  callback,
  type Library,
  makeThing,
  type Native,
  native,
  promise,
  putFields,
  release,
  setFields,
  siteOfCall,
  text,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import type { Requests } from '../requests/requests.ts'
import { makeSubject, valueIn } from '../rxjs/observable.ts'
import { mountClass, register, start } from './components.ts'
import { closeByElement, DIALOGS } from './dialogs.ts'
import { FORMS } from './forms.ts'
import { constructPairs, httpClient, makeRequest, newResponse, withInterceptors } from './http.ts'
import { inject, provide } from './injection.ts'
import { ngrx } from './ngrx.ts'
import { ngxs, registerState } from './ngxs.ts'
import { ROUTER } from './routes.ts'
import { INTEROP, makeResource, SIGNALS } from './signals.ts'

/** Angular: its client, its injector, components with their templates, forms, signals and routes. */
export const angularDetector: MakeDetector = ({ requests }) => ({
  libraries: {
    '@angular/core': { ...SIGNALS, ...CORE },
    '@angular/core/rxjs-interop': INTEROP,
    '@angular/common/http': httpLibrary(requests),
    '@angular/platform-browser': BROWSER,
    '@angular/platform-browser-dynamic': BROWSER,
    '@angular/router': ROUTER,
    '@angular/forms': FORMS,
    '@ngxs/store': ngxs(),
    ...ngrx(),
    ...DIALOGS,
  },
  decorated: (owner, frame) => {
    register(owner, frame)
    registerState(owner, frame)
  },
  mounter: mountClass,
  observer: { element: closeByElement },
})

const define = (name: string, run: Native): [string, Value] => [name, [native(name, run, `angular.${name}`)]]
const makes = (name: string, construct: Native): [string, Value] => [
  name,
  [{ ...native(name, construct, `angular.${name}`), construct }],
]

/** `new InjectionToken('name', { factory })`. */
const token: Native = call => {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const options = arg(call, 1).filter(atom => atom.kind === 'object')
  const [only] = options
  const factory = only?.kind === 'object' ? (only.slots.get('factory')?.value ?? []) : []
  putFields(call.frame, made, { '#factory': factory })
  return [made]
}

const runNow: Native = call => {
  const made = callback(call, arg(call, 0), [])
  valueIn(made, call)
  return unknown('provider')
}

const CORE: Library = Object.fromEntries([
  define('inject', inject),
  define('provideAppInitializer', runNow),
  define('runInInjectionContext', call => callback(call, arg(call, 1), [])),
  define('makeEnvironmentProviders', call => {
    provide(arg(call, 0), call)
    return unknown('providers')
  }),
  define('importProvidersFrom', call => {
    for (const given of call.args) release(given, call.frame)
    return unknown('providers')
  }),
  define('forwardRef', call => callback(call, arg(call, 0), [])),
  define('isDevMode', () => [{ kind: 'constant', value: false }]),
  makes('InjectionToken', token),
  makes('EventEmitter', call => [makeSubject([], call)]),
])

const BROWSER: Library = Object.fromEntries([
  define('bootstrapApplication', call => {
    start(call)
    return unknown('application')
  }),
  define('platformBrowserDynamic', platform),
  define('platformBrowser', platform),
])

function platform(call: Call): Value {
  const made = makeThing(call.frame, siteOfCall(call), 'instance')
  const bootstrap = native(
    'bootstrapModule',
    inner => {
      for (const atom of arg(inner, 0)) mountClass(atom, [], inner)
      return promise(unknown('module'))
    },
    'angular.bootstrapModule',
  )
  putFields(call.frame, made, { bootstrapModule: [bootstrap] })
  return [made]
}

function httpLibrary(requests: Requests): Library {
  const client = httpClient(requests)
  return {
    HttpClient: [client],
    ...Object.fromEntries([
      define('withInterceptors', withInterceptors),
      makes('HttpParams', constructPairs('params')),
      makes('HttpHeaders', constructPairs('headers')),
      makes('HttpRequest', call => [newRequest(call)]),
      makes('HttpResponse', newResponse),
      define('httpResource', call => httpResource(client, call)),
    ]),
  }
}

/** `new HttpRequest('PUT', url, body, options)`; without a body the options come third. */
function newRequest(call: Call): Value[number] {
  const isBodiless = arg(call, 0).some(atom => atom.kind === 'text' && /^(?:get|delete|head)$/i.test(printed(atom)))
  const parts = { method: arg(call, 0), url: arg(call, 1), params: [], headers: [] }
  return makeRequest(call, { ...parts, body: isBodiless ? [] : arg(call, 2) })
}

function printed(atom: Value[number]): string {
  return atom.kind === 'text' ? atom.parts.map(part => ('text' in part ? part.text : '')).join('') : ''
}

/** `httpResource(() => url)` and `httpResource(() => ({ url, params }))`. */
function httpResource(client: ReturnType<typeof httpClient>, call: Call): Value {
  const [http] = client.construct?.(call) ?? []
  const send = http?.kind === 'object' ? (http.slots.get('request')?.value ?? []) : []
  const ask = (atom: Value[number]): Value => {
    const request = makeThing(call.frame, siteOfCall(call))
    setFields(call.frame, request, { url: [atom], method: text('GET') })
    const args: Value[] = [atom.kind === 'object' ? [atom] : [request]]
    return send.flatMap(one => (one.kind === 'function' ? one.call({ ...call, args }) : UNDEFINED))
  }
  const load = (): Value => {
    const given = callback(call, arg(call, 0), []).filter(atom => atom.kind !== 'constant')
    return given.flatMap(atom => valueIn(ask(atom), call))
  }
  return makeResource(load, call)
}
