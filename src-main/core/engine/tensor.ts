/** Element types that models store on disk and feed to sessions. */
export type Dtype = 'float32' | 'float16' | 'int32' | 'int64' | 'uint8' | 'int8' | 'bool';

export interface DtypeArrays {
  float32: Float32Array;
  /** IEEE half, bit patterns. */
  float16: Uint16Array;
  int32: Int32Array;
  int64: BigInt64Array;
  uint8: Uint8Array;
  int8: Int8Array;
  bool: Uint8Array;
}

/** Dense, row-major. `data.length` equals the product of `shape`. */
export type Tensor = {
  [K in Dtype]: { readonly dtype: K; readonly shape: readonly number[]; readonly data: DtypeArrays[K] };
}[Dtype];
