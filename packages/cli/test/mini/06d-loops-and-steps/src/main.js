import Wizard from './Wizard.svelte'

for (const what of ['timezones', 'languages']) {
  fetch(`/api/lookup/${what}`).then(r => r.json()).then(list => sessionStorage.setItem(what, JSON.stringify(list)))
}

new Wizard({ target: document.getElementById('app') })
