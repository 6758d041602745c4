import { hash } from 'node:crypto'

/** What a page may do besides what its HTML says. */
export interface PolicyOptions {
  /** Origins of scripts that code loads at run time, such as `https://js.stripe.com`. Default none. */
  readonly scripts?: readonly string[]
  /** Allows plain http and localhost. Default false. */
  readonly development?: boolean
}

/**
 * The Content-Security-Policy that fits one built page: its own scripts, the inline ones that stand in its HTML (by
 * hash), and those of hosts that it names. Styles may be inline, for component libraries write them; images, fonts,
 * frames and requests may go to any https host. Nobody may frame the page.
 */
export function pagePolicy(html: string, { scripts = [], development = false }: PolicyOptions): string {
  const open = development ? 'https: http:' : 'https:'
  const sockets = development ? 'wss: ws:' : 'wss:'
  const styles = hostsOf(html, /<link\b[^>]*?\bhref\s*=\s*["']?([^"'\s>]+)/gi)
  return [
    "default-src 'self'",
    [
      "script-src 'self'",
      ...inlineHashes(html),
      ...hostsOf(html, /<script\b[^>]*?\bsrc\s*=\s*["']?([^"'\s>]+)/gi),
      ...scripts,
    ].join(' '),
    ["style-src 'self' 'unsafe-inline'", open, ...styles].join(' '),
    `img-src 'self' data: blob: ${open}`,
    `media-src 'self' data: blob: ${open}`,
    ["font-src 'self' data:", open, ...styles].join(' '),
    `connect-src 'self' ${open} ${sockets}`,
    `frame-src 'self' ${open}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** CSP level 3, section 8.5: the hash of the exact text between the tags. */
function inlineHashes(html: string): string[] {
  const scripts = html.matchAll(/<script\b(?![^>]*\bsrc\s*=)[^>]*>([\s\S]*?)<\/script\s*>/gi)
  return [...new Set([...scripts].map(([, text = '']) => `'sha256-${hash('sha256', text, 'base64')}'`))]
}

/** Hosts that absolute URLs name; `//host/x` takes the page's own scheme, so it stays without one. */
function hostsOf(html: string, pattern: RegExp): string[] {
  const hosts = [...html.matchAll(pattern)].flatMap(([, url = '']) => {
    const found = /^(https?:)?\/\/([\w.-]+(?::\d+)?)(?:\/|$)/i.exec(url)
    return found === null ? [] : [found[1] === undefined ? (found[2] as string) : `${found[1]}//${found[2]}`]
  })
  return [...new Set(hosts)]
}
