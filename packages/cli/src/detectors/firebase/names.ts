const words = (...lines: string[]): string[] => lines.flatMap(line => line.split(' '))

/** What reads of Firestore. */
export const READS = words(
  'getDoc getDocs getDocFromCache getDocFromServer getDocsFromCache getDocsFromServer',
  'getCountFromServer getAggregateFromServer onSnapshot',
)

/** What writes to Firestore. */
export const WRITES = words('addDoc setDoc updateDoc deleteDoc')

/** What asks the realtime database. */
export const TREE = words(
  'get set update push remove onValue onChildAdded onChildChanged onChildRemoved runTransaction',
)

/** What asks for accounts. */
export const ACCOUNTS = words(
  'createUserWithEmailAndPassword signInWithEmailAndPassword signInWithPopup signInWithRedirect getRedirectResult',
  'signInAnonymously signInWithCustomToken signInWithPhoneNumber signInWithCredential signInWithEmailLink signOut',
  'sendPasswordResetEmail confirmPasswordReset verifyPasswordResetCode sendEmailVerification applyActionCode',
  'sendSignInLinkToEmail updateProfile updateEmail updatePassword verifyBeforeUpdateEmail deleteUser reload',
  'reauthenticateWithCredential reauthenticateWithPopup linkWithCredential linkWithPopup unlink onAuthStateChanged',
  'onIdTokenChanged getIdToken getIdTokenResult',
)

/** What asks for files. */
export const FILES = words(
  'uploadBytes uploadBytesResumable uploadString getDownloadURL deleteObject listAll list getBlob getBytes getMetadata',
  'updateMetadata',
)
