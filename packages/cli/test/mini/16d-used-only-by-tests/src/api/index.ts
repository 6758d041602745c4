export * from './relics'
export * as curators from './curators'
