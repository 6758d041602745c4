import { initializeApp } from 'firebase/app'
import { getAuth } from 'firebase/auth'
import { getFirestore } from 'firebase/firestore'
import { getFunctions } from 'firebase/functions'

const app = initializeApp({ apiKey: 'made-up', projectId: 'choir' })

export const auth = getAuth(app)
export const db = getFirestore(app)
export const functions = getFunctions(app)
