import type { SharedFile, StoredFile } from './model.ts';
import type { Workspace } from './workspace.ts';

/** Slack's file type and media type, by file extension; everything else is binary. */
const MEDIA_TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** Reserves a file of `size` bytes, whose content will arrive at the address of its `uploadId`. */
export function announceFile(workspace: Workspace, name: string, size: number): StoredFile {
  const file: StoredFile = {
    id: workspace.newId('F'),
    name,
    size,
    uploadId: workspace.newId('') + workspace.newId(''),
    contentBase64: null,
    createdMs: workspace.clock.now(),
  };
  workspace.state.files.push(file);
  return file;
}

/**
 * Stores the content of an announced file. False if the address is unknown or already used, or the
 * content's length differs from the announced one.
 */
export function takeContent(workspace: Workspace, uploadId: string, content: Uint8Array): boolean {
  const file = workspace.state.files.find((known) => known.uploadId === uploadId);
  if (file === undefined || file.contentBase64 !== null) return false;
  if (content.byteLength !== file.size) return false;
  file.contentBase64 = Buffer.from(content).toString('base64');
  workspace.changed();
  return true;
}

export function findFile(workspace: Workspace, fileId: string): StoredFile | undefined {
  return workspace.state.files.find((file) => file.id === fileId);
}

/** A file as a message shows it. */
export function asShared(workspace: Workspace, file: StoredFile, title: string): SharedFile {
  const { team, app } = workspace.state;
  const extension = file.name.split('.').at(-1) ?? '';
  const mimetype = MEDIA_TYPES[extension];
  return {
    id: file.id,
    created: Math.floor(file.createdMs / 1000),
    name: file.name,
    title,
    mimetype: mimetype ?? 'application/octet-stream',
    filetype: mimetype === undefined ? 'binary' : extension,
    size: file.size,
    user: app.botUserId,
    permalink: `${team.url}files/${app.botUserId}/${file.id}/${encodeURIComponent(file.name)}`,
  };
}
