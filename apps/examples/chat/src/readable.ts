/** Numbers as people say them. @module */

export function readableBytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

export function readableCount(count: number): string {
  if (count < 1e6) return count.toLocaleString("en");
  return count < 1e9 ? `${(count / 1e6).toFixed(count < 1e7 ? 1 : 0)} million` : `${(count / 1e9).toFixed(1)} billion`;
}

export function readableSeconds(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
