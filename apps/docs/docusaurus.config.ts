import type * as Preset from "@docusaurus/preset-classic";
import type { Config } from "@docusaurus/types";
import type { PluginOptions as SearchOptions } from "@easyops-cn/docusaurus-search-local";
import { codeTheme } from "./src/code-theme.ts";
import { coursePlugin } from "./src/course/course-plugin.ts";
import { llmsPlugin } from "./src/llms/llms-plugin.ts";
import { cellSources } from "./src/mdx/cell-sources.ts";
import { repository, siteAddress } from "./src/repository.ts";
import { workspaceSources } from "./src/workspace-sources.ts";

/** Where the site will stand: both can be given when it is built for a host below a path. */
const url = process.env.SITE_URL ?? siteAddress;
const baseUrl = process.env.SITE_BASE ?? "/";

const config: Config = {
  title: "LLM Anatomy",
  tagline: "How Transformer language models work, taken apart in your browser.",
  url,
  baseUrl,
  trailingSlash: true,
  baseUrlIssueBanner: false,
  favicon: "img/logo.svg",
  onBrokenLinks: "throw",
  onBrokenAnchors: "throw",
  onDuplicateRoutes: "throw",
  future: {
    v4: true,
    faster: {
      swcJsLoader: true,
      swcJsMinimizer: true,
      swcHtmlMinimizer: true,
      lightningCssMinimizer: true,
      mdxCrossCompilerCache: true,
      rspackBundler: true,
      // Pages hold the text of cells and quoted sources (src/mdx), which the bundler knows nothing of: what it kept from
      // an earlier build would be of the files as they were then, and the page would not agree with its own script.
      rspackPersistentCache: false,
      ssgWorkerThreads: true,
      gitEagerVcs: true,
    },
  },
  i18n: { defaultLocale: "en", locales: ["en"] },
  // .mdx is MDX; .md (guides, API reference) is plain Markdown.
  markdown: { format: "detect", hooks: { onBrokenMarkdownLinks: "throw", onBrokenMarkdownImages: "throw" } },
  presets: [
    [
      "classic",
      {
        docs: {
          routeBasePath: "/",
          sidebarPath: "./sidebars.ts",
          beforeDefaultRemarkPlugins: [cellSources],
          breadcrumbs: false,
        },
        blog: false,
        pages: { beforeDefaultRemarkPlugins: [cellSources] },
        sitemap: {},
        theme: { customCss: "./src/css/site.css" },
      } satisfies Preset.Options,
    ],
  ],
  plugins: [coursePlugin, llmsPlugin, workspaceSources],
  clientModules: ["./src/isolation.ts"],
  themes: [
    [
      "@easyops-cn/docusaurus-search-local",
      {
        hashed: "filename",
        indexBlog: false,
        docsRouteBasePath: "/",
        docsDir: "docs",
        highlightSearchTermsOnTargetPage: true,
        explicitSearchResultPath: true,
        searchBarShortcutHint: false,
      } satisfies SearchOptions,
    ],
  ],
  themeConfig: {
    colorMode: { respectPrefersColorScheme: true },
    navbar: {
      title: "LLM Anatomy",
      logo: { alt: "", src: "img/logo.svg" },
      items: [
        { type: "docSidebar", sidebarId: "course", label: "Course", position: "left" },
        { type: "docSidebar", sidebarId: "packages", label: "Packages", position: "left" },
        { to: "/examples/", label: "Examples", position: "left" },
        { href: repository, label: "GitHub", position: "right" },
      ],
    },
    footer: {
      links: [
        {
          title: "Learn",
          items: [
            { label: "The course", to: "/course/" },
            { label: "Examples", to: "/examples/" },
          ],
        },
        {
          title: "Use",
          items: [
            { label: "Package guides", to: "/guides/tokenizer/" },
            { label: "API reference", to: "/api/" },
            { label: "Errors, explained", to: "/errors/" },
          ],
        },
        {
          title: "More",
          items: [
            { label: "Sources on GitHub", href: repository },
            { html: `<a class="footer__link-item" href="${baseUrl}llms.txt">For language models: llms.txt</a>` },
          ],
        },
      ],
      copyright: "MIT licence. Every page works without a server; nothing you type leaves your device.",
    },
    prism: { theme: codeTheme, darkTheme: codeTheme },
    docs: { sidebar: { hideable: false } },
  } satisfies Preset.ThemeConfig,
};

export default config;
