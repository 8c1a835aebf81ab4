/** The one door to @huggingface/transformers, which is loaded when it is first needed: it takes 0.3 s. */
export interface Tokenizer {
  /** Token ids with the marks of begin and end, cut off after `maxTokens`. */
  encode(text: string, maxTokens: number): readonly number[];
}

/** What tokenizer_config.json says of every uncased BERT. */
const bertConfiguration = {
  cls_token: '[CLS]',
  do_lower_case: true,
  mask_token: '[MASK]',
  model_max_length: 512,
  pad_token: '[PAD]',
  sep_token: '[SEP]',
  tokenizer_class: 'BertTokenizer',
  unk_token: '[UNK]',
};

/**
 * BERT's uncased WordPiece tokenizer. Nothing is looked up anywhere: the library may ask no server and read no file.
 * @param tokenizer contents of tokenizer.json
 */
export async function openTokenizer(tokenizer: object): Promise<Tokenizer> {
  const { BertTokenizer, env } = await import('@huggingface/transformers');
  env.allowRemoteModels = false;
  env.allowLocalModels = false;
  const opened = new BertTokenizer(tokenizer, bertConfiguration);
  return {
    encode(text, maxTokens) {
      const { input_ids: ids } = opened(text, { truncation: true, max_length: maxTokens, return_tensor: false }) as { input_ids: number[] };
      return ids;
    },
  };
}
