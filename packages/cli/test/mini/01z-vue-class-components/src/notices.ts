import { Component, Vue } from 'vue-property-decorator'
import { http } from './http'

@Component
export class Notices extends Vue {
  told(text: string) {
    http.post('/notices', { text })
  }
}
