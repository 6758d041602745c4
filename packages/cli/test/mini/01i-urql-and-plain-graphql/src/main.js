import urql, { cacheExchange, fetchExchange } from '@urql/vue'
import { createApp } from 'vue'
import Villages from './Villages.vue'

createApp(Villages).use(urql, { url: '/api/graphql', exchanges: [cacheExchange, fetchExchange] }).mount('#app')
