/** The property that holds the handler of an event: `add-comment` is `onAddComment`. */
export function handlerName(event: string): string {
  const camel = event.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return `on${camel.charAt(0).toUpperCase()}${camel.slice(1)}`
}
