import app from 'firebase/app'
import 'firebase/auth'
import 'firebase/firestore'
import 'firebase/storage'

class Store {
  constructor() {
    app.initializeApp({ apiKey: 'key' })
    this.auth = app.auth()
    this.db = app.firestore()
    this.files = app.storage()
  }

  signIn = (email, password) => this.auth.signInWithEmailAndPassword(email, password)
  signInWith = () => this.auth.signInWithPopup(new app.auth.GoogleAuthProvider())
  change = password => this.auth.currentUser.updatePassword(password)
  pots = () => this.db.collection('pots').where('glaze', '==', 'blue').orderBy('fired').limit(12).get()
  watchPot = (id, seen) => this.db.collection('pots').doc(id).onSnapshot(one => seen(one.data()))
  addPot = pot => this.db.collection('pots').add(pot)
  sold = id => this.db.doc(`pots/${id}`).update({ sold: true })
  picture = async (id, file) => {
    const shot = await this.files.ref('pots').child(id).put(file)
    return shot.ref.getDownloadURL()
  }
}

export default new Store()
