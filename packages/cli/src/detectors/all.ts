import { accountsDetector } from './accounts/accounts.ts'
import { addressesDetector } from './addresses/addresses.ts'
import { adminDetector } from './admin/admin.ts'
import { alovaDetector } from './alova/alova.ts'
import { angularDetector } from './angular/angular.ts'
import { angularjsDetector } from './angularjs/angularjs.ts'
import { antdDetector } from './antd/antd.ts'
import { appwriteDetector } from './appwrite/appwrite.ts'
import { asksDetector } from './asks/asks.ts'
import { fetchingDetector } from './asks/fetching.ts'
import { lastingDetector } from './asks/lasting.ts'
import { jotaiDetector } from './atoms/jotai.ts'
import { recoilDetector } from './atoms/recoil.ts'
import { axiosDetector } from './axios/axios.ts'
import { backboneDetector } from './backbone/backbone.ts'
import { casesDetector } from './cases/cases.ts'
import { chunksDetector } from './chunks/chunks.ts'
import { contractsDetector } from './contracts/contracts.ts'
import { datesDetector } from './dates/dates.ts'
import type { MakeDetector } from './detector.ts'
import { dropzoneDetector } from './dropzone/dropzone.ts'
import { easypeasyDetector } from './easypeasy/easypeasy.ts'
import { emittersDetector } from './emitters/emitters.ts'
import { feathersDetector } from './feathers/feathers.ts'
import { fetchDetector } from './fetch/fetch.ts'
import { fetchersDetector } from './fetchers/fetchers.ts'
import { filepondDetector } from './filepond/filepond.ts'
import { firebaseDetector } from './firebase/firebase.ts'
import { formsDetector } from './forms/forms.ts'
import { gotDetector } from './got/got.ts'
import { graphqlDetector } from './graphql/graphql.ts'
import { honoDetector } from './hono/hono.ts'
import { hypertextDetector } from './hypertext/hypertext.ts'
import { jqueryDetector } from './jquery/jquery.ts'
import { kyDetector } from './ky/ky.ts'
import { loadersDetector } from './loaders/loaders.ts'
import { lodashDetector } from './lodash/lodash.ts'
import { mergesDetector } from './merges/merges.ts'
import { mobxDetector } from './mobx/mobx.ts'
import { nextDetector } from './next/next.ts'
import { nuxtDetector } from './nuxt/nuxt.ts'
import { ofetchDetector } from './ofetch/ofetch.ts'
import { openapiDetector } from './openapi/openapi.ts'
import { outsideDetector } from './outside/outside.ts'
import { pagesDetector } from './pages/pages.ts'
import { pocketbaseDetector } from './pocketbase/pocketbase.ts'
import { queriesDetector } from './queries/queries.ts'
import { querystringDetector } from './querystring/querystring.ts'
import { ramdaDetector } from './ramda/ramda.ts'
import { reactDetector } from './react/react.ts'
import { reduxDetector } from './redux/redux.ts'
import { refineDetector } from './refine/refine.ts'
import { resourcesDetector } from './resources/resources.ts'
import { roomsDetector } from './rooms/rooms.ts'
import { rtkDetector } from './rtk/rtk.ts'
import { rxjsDetector } from './rxjs/rxjs.ts'
import { watchDetector } from './signals/watch.ts'
import { solidDetector } from './solid/solid.ts'
import { stimulusDetector } from './stimulus/stimulus.ts'
import { storageDetector } from './storage/storage.ts'
import { streamDetector } from './stream/stream.ts'
import { stripeDetector } from './stripe/stripe.ts'
import { styledDetector } from './styled/styled.ts'
import { supabaseDetector } from './supabase/supabase.ts'
import { superagentDetector } from './superagent/superagent.ts'
import { svelteDetector } from './svelte/svelte.ts'
import { swrDetector } from './swr/swr.ts'
import { tablesDetector } from './tables/tables.ts'
import { trpcDetector } from './trpc/trpc.ts'
import { tusDetector } from './tus/tus.ts'
import { uploadersDetector } from './uploaders/uploaders.ts'
import { uppyDetector } from './uppy/uppy.ts'
import { urisDetector } from './uris/uris.ts'
import { vueDetector } from './vue/vue.ts'
import { vuexDetector } from './vuex/vuex.ts'
import { waitsDetector } from './waits/waits.ts'
import { wretchDetector } from './wretch/wretch.ts'
import { xhrDetector } from './xhr/xhr.ts'
import { zustandDetector } from './zustand/zustand.ts'

/** Every detector there is. A new one is a folder and a line here. */
export const DETECTORS: readonly MakeDetector[] = [
  fetchDetector,
  axiosDetector,
  superagentDetector,
  fetchersDetector,
  querystringDetector,
  addressesDetector,
  lodashDetector,
  ramdaDetector,
  mergesDetector,
  urisDetector,
  waitsDetector,
  datesDetector,
  storageDetector,
  casesDetector,
  formsDetector,
  nextDetector,
  loadersDetector,
  nuxtDetector,
  wretchDetector,
  openapiDetector,
  ofetchDetector,
  kyDetector,
  gotDetector,
  xhrDetector,
  jqueryDetector,
  tablesDetector,
  antdDetector,
  adminDetector,
  // Before React, which shows any class.
  rxjsDetector,
  angularDetector,
  angularjsDetector,
  backboneDetector,
  reactDetector,
  styledDetector,
  reduxDetector,
  vueDetector,
  svelteDetector,
  solidDetector,
  queriesDetector,
  swrDetector,
  asksDetector,
  fetchingDetector,
  lastingDetector,
  accountsDetector,
  alovaDetector,
  feathersDetector,
  contractsDetector,
  honoDetector,
  resourcesDetector,
  rtkDetector,
  zustandDetector,
  refineDetector,
  jotaiDetector,
  recoilDetector,
  mobxDetector,
  easypeasyDetector,
  vuexDetector,
  graphqlDetector,
  trpcDetector,
  supabaseDetector,
  firebaseDetector,
  pocketbaseDetector,
  appwriteDetector,
  stripeDetector,
  tusDetector,
  uploadersDetector,
  uppyDetector,
  dropzoneDetector,
  filepondDetector,
  chunksDetector,
  streamDetector,
  roomsDetector,
  emittersDetector,
  watchDetector,
  outsideDetector,
  pagesDetector,
  hypertextDetector,
  stimulusDetector,
]
