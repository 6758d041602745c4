import { axiosDetector } from './axios/axios.ts'
import type { MakeDetector } from './detector.ts'
import { fetchDetector } from './fetch/fetch.ts'
import { jqueryDetector } from './jquery/jquery.ts'
import { pagesDetector } from './pages/pages.ts'
import { queriesDetector } from './queries/queries.ts'
import { reactDetector } from './react/react.ts'
import { reduxDetector } from './redux/redux.ts'
import { roomsDetector } from './rooms/rooms.ts'
import { watchDetector } from './signals/watch.ts'
import { superagentDetector } from './superagent/superagent.ts'
import { svelteDetector } from './svelte/svelte.ts'
import { vueDetector } from './vue/vue.ts'
import { xhrDetector } from './xhr/xhr.ts'
import { zustandDetector } from './zustand/zustand.ts'

/** Every detector there is. A new one is a folder and a line here. */
export const DETECTORS: readonly MakeDetector[] = [
  fetchDetector,
  axiosDetector,
  superagentDetector,
  xhrDetector,
  jqueryDetector,
  reactDetector,
  reduxDetector,
  vueDetector,
  svelteDetector,
  queriesDetector,
  zustandDetector,
  roomsDetector,
  watchDetector,
  pagesDetector,
]
