// Pictures, videos and files. Nothing is fetched from elsewhere: a picture of another host is named, not shown.

import { h, icon } from "../dom.js";
import { drawPlain, unescape } from "../mrkdwn.js";
import { t } from "../texts.js";
import { link } from "./mentions.js";

const KB = 1024;

/** Where the bytes of a picture are on this machine, or null. */
function localAddress(picture) {
  if (picture.slack_file?.id) return `/page/files/${encodeURIComponent(picture.slack_file.id)}`;
  const address = picture.slack_file?.url ?? picture.image_url ?? "";
  const kept = /\/files-pri\/[^/]+-(F\w+)\//.exec(address) ?? /\/files\/[^/]+\/(F\w+)\//.exec(address);
  if (kept) return `/page/files/${kept[1]}`;
  const person = /\/pictures\/(\w+)-\d+\.png/.exec(address);
  return person ? `/page/pictures/${person[1]}` : null;
}

/** An image element or block: the picture, or what stands for one that lies elsewhere. */
export function drawImage(picture, look = "block-image") {
  const alt = unescape(picture.alt_text ?? "");
  const address = localAddress(picture);
  if (!address) return elsewhere(picture, alt, look);
  const image = h("img", { class: look, src: address, alt, title: alt, loading: "lazy" });
  image.addEventListener("error", () => image.replaceWith(missing(alt, look)), { once: true });
  return image;
}

function elsewhere(picture, alt, look) {
  const url = picture.image_url ?? picture.slack_file?.url ?? "";
  if (look !== "block-image") return h("span", { class: ["no-picture", look], role: "img", "aria-label": alt, title: `${alt} ${url}` }, icon("eye", 16));
  return h(
    "span",
    { class: ["no-picture", look] },
    icon("eye"),
    h("span", null, h("strong", null, alt), h("span", { class: "muted" }, t("blocks.pictureElsewhere", { host: hostOf(url) }))),
    link(url, t("blocks.open")),
  );
}

function missing(alt, look) {
  return h("span", { class: ["no-picture", look] }, icon("warning"), h("span", null, alt || t("blocks.noPicture")));
}

function hostOf(url) {
  try {
    return new URL(url).host;
  } catch {
    return url;
  }
}

export function drawImageBlock(block) {
  const address = localAddress(block);
  const picture = drawImage(block);
  return h(
    "figure",
    { class: "picture" },
    block.title && h("figcaption", null, drawPlain(block.title.text, { emoji: block.title.emoji ?? true })),
    address ? h("a", { href: address, target: "_blank", rel: "noopener" }, picture) : picture,
  );
}

export function drawVideo(block) {
  const poster = localAddress({ image_url: block.thumbnail_url });
  const title = drawPlain(block.title.text);
  const by = [block.author_name, block.provider_name].filter(Boolean).join(" · ");
  return h(
    "div",
    { class: "video" },
    h("div", { class: "video-title" }, block.title_url ? link(block.title_url, title) : title),
    block.description && h("div", { class: "text" }, drawPlain(block.description.text)),
    h(
      "a",
      { class: "poster", href: block.video_url, target: "_blank", rel: "noopener noreferrer", "aria-label": t("blocks.play", { title: block.title.text }) },
      poster && h("img", { src: poster, alt: block.alt_text }),
      h("span", { class: "play" }, icon("play", 28)),
      !poster && h("span", { class: "muted" }, block.alt_text),
    ),
    h("div", { class: "muted" }, [by, t("blocks.videoElsewhere", { host: hostOf(block.video_url) })].filter(Boolean).join(" · ")),
  );
}

/** The files of a message: pictures first, then everything else as cards. */
export function drawFiles(files) {
  const isPicture = (file) => file.mimetype?.startsWith("image/");
  const pictures = files.filter(isPicture);
  return h(
    "div",
    { class: "bk-files" },
    pictures.length ? h("div", { class: "bk-thumbs" }, pictures.map(drawThumb)) : null,
    files.filter((file) => !isPicture(file)).map(drawFile),
  );
}

function drawThumb(file) {
  const alt = file.alt_txt || file.title || file.name;
  const image = h("img", { src: `/page/files/${file.id}`, alt, loading: "lazy" });
  image.addEventListener("error", () => image.replaceWith(missing(alt, "")), { once: true });
  return h("a", { class: "bk-thumb", href: `/page/files/${file.id}`, target: "_blank", rel: "noopener", title: file.title || file.name }, image);
}

function drawFile(file) {
  if (file.mode === "tombstone") return h("div", { class: "bk-file-card gone" }, icon("file"), t("blocks.fileGone"));
  const name = file.title || file.name;
  return h(
    "a",
    { class: "bk-file-card", href: `/page/files/${file.id}`, download: file.name, "aria-label": t("blocks.download", { name }) },
    icon("file"),
    h("span", { class: "bk-file-name" }, h("strong", null, name), h("span", { class: "muted" }, `${(file.filetype ?? "").toUpperCase()} ${sizeText(file.size)}`)),
    icon("download", 16),
  );
}

/** "12 KB" */
export function sizeText(bytes) {
  if (!bytes && bytes !== 0) return "";
  if (bytes < KB) return `${bytes} B`;
  return bytes < KB * KB ? `${Math.round(bytes / KB)} KB` : `${(bytes / KB / KB).toFixed(1)} MB`;
}
