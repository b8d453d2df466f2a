/**
 * Where the host sends no headers for cross-origin isolation, a service worker adds them from the next page load on.
 *
 * The page that is open stays as it is: to load it anew by ourselves would take from readers what they have typed.
 * Models run without isolation too, on one thread.
 * @module
 */
import ExecutionEnvironment from "@docusaurus/ExecutionEnvironment";
import siteConfig from "@generated/docusaurus.config";

if (ExecutionEnvironment.canUseDOM && process.env.NODE_ENV === "production") {
  if (!window.crossOriginIsolated && window.isSecureContext && "serviceWorker" in navigator) {
    navigator.serviceWorker.register(`${siteConfig.baseUrl}isolation-worker.js`).catch(() => {
      // A browser that refuses service workers, as in some private windows, goes on without threads.
    });
  }
}
