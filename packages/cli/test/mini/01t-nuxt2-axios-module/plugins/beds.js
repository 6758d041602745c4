const make = axios => resource => ({
  index: params => axios.$get(`/${resource}`, { params }),
  show: id => axios.$get(`/${resource}/${id}`),
  update: (id, body) => axios.$put(`/${resource}/${id}`, body)
})

export default ({ $axios }, inject) => {
  $axios.onError(error => {
    console.error(error.config.url)
  })
  const repository = make($axios)
  inject('beds', repository('beds'))
}
