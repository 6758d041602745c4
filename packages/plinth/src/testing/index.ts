/** A kit for the tests of a project. */
export { type TestAnswer, type TestApp, type TestAppOptions, type TestClient, testApp } from './app.ts'
