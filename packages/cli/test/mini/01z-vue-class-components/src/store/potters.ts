import { Action, getModule, Module, Mutation, VuexModule } from 'vuex-module-decorators'
import { http } from '../http'
import { store } from '.'

@Module({ name: 'potters', dynamic: true, store })
class Potters extends VuexModule {
  all: { name: string }[] = []

  @Mutation
  private SET_ALL(all: { name: string }[]) {
    this.all = all
  }

  @Action
  async find(name: string) {
    const { data } = await http.get('/potters', { params: { name } })
    this.SET_ALL(data.potters)
  }
}

export const PottersModule = getModule(Potters)
