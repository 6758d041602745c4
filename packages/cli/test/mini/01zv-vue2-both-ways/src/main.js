import Vue from 'vue'
import NewBeacon from './NewBeacon.vue'

new Vue({ render: h => h(NewBeacon) }).$mount('#app')
