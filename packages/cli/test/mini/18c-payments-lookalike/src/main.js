import Vue from 'vue'
import Payments from './Payments.vue'

new Vue({ render: h => h(Payments) }).$mount('#app')
