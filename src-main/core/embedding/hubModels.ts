/** One file of a model that others publish. */
export interface HubFile {
  /** Inside the model's folder, with forward slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

/** A model that Marquee can use and does not ship: the person downloads it, or points at a folder that has it. */
export interface HubModel {
  readonly id: string;
  /** Its folder below `models/hub`. */
  readonly folder: string;
  /** One plain sentence: what the app does better with it. */
  readonly purpose: string;
  readonly publisher: string;
  readonly licence: string;
  readonly licenceUrl: string;
  /** Files are at `source/PATH`; a fixed revision, so that the hashes hold. */
  readonly source: string;
  readonly files: readonly HubFile[];
  /** Other bytes of a file that do the same work: the same weights, quantised in another way. */
  readonly alsoAccepted: readonly HubFile[];
}

export const sentenceEncoderModel: HubModel = {
  id: 'all-MiniLM-L6-v2',
  folder: 'Xenova/all-MiniLM-L6-v2',
  purpose: 'Reads plot texts, so that films are compared by what they are about: lists for new films, and search by meaning.',
  publisher: 'sentence-transformers; ONNX export by Xenova, on Hugging Face',
  licence: 'Apache-2.0',
  licenceUrl: 'https://www.apache.org/licenses/LICENSE-2.0',
  source: 'https://huggingface.co/Xenova/all-MiniLM-L6-v2/resolve/751bff37182d3f1213fa05d7196b954e230abad9',
  files: [
    {
      path: 'onnx/model_quantized.onnx',
      sizeBytes: 22_972_370,
      sha256: 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
    },
    { path: 'tokenizer.json', sizeBytes: 711_661, sha256: 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0' },
  ],
  alsoAccepted: [
    {
      path: 'onnx/model_quantized.onnx',
      sizeBytes: 22_928_619,
      sha256: '8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6',
    },
    { path: 'tokenizer.json', sizeBytes: 711_662, sha256: '4084ce5afffa730ba5697e3e81ec5707e14b13ad1bace0cc43bb0bdb411cfdcf' },
  ],
};

export const hubModels: readonly HubModel[] = [sentenceEncoderModel];

export const totalBytes = ({ files }: HubModel): number => files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
