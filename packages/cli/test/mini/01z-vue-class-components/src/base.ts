import { Vue } from 'vue-property-decorator'
import { http } from './http'

export default class Page extends Vue {
  async fire(id: string) {
    await http.post(`/firings/${id}/start`)
  }
}
