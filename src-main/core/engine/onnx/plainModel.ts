import { fromBinary } from '@bufbuild/protobuf';
import { DomainError } from '../../base/errors.ts';
import { type GraphProto, type ModelProto, ModelProtoSchema, type TensorProto, TensorProto_DataLocation } from './generated/onnx_pb.ts';

/**
 * An ONNX file of unknown origin as a message, provided that it is plain: standard operators only, every weight inside the
 * file, no function and no training part. Such a file can compute and nothing else.
 * @throws DomainError 'model-invalid' that names what is not plain
 */
export function readPlainModel(bytes: Uint8Array): ModelProto {
  let model: ModelProto;
  try {
    model = fromBinary(ModelProtoSchema, bytes, { readUnknownFields: false });
  } catch (cause) {
    throw notPlain('it is no ONNX file, or damaged', cause);
  }
  if (model.graph === undefined) throw notPlain('it holds no graph');
  const foreign = model.opsetImport.find(({ domain }) => !isStandard(domain));
  if (foreign !== undefined) throw notPlain(`it needs operators of "${foreign.domain}"`);
  if (model.functions.length > 0) throw notPlain('it defines functions of its own');
  if (model.trainingInfo.length > 0) throw notPlain('it carries a training part');
  checkGraph(model.graph);
  return model;
}

function checkGraph(graph: GraphProto): void {
  for (const tensor of graph.initializer) checkTensor(tensor);
  for (const { values, indices } of graph.sparseInitializer)
    for (const part of [values, indices]) if (part !== undefined) checkTensor(part);
  for (const node of graph.node) {
    if (!isStandard(node.domain)) throw notPlain(`it needs the operator ${node.opType} of "${node.domain}"`);
    for (const { t, tensors, g, graphs } of node.attribute) {
      for (const tensor of t === undefined ? tensors : [t, ...tensors]) checkTensor(tensor);
      for (const inner of g === undefined ? graphs : [g, ...graphs]) checkGraph(inner);
    }
  }
}

function checkTensor({ name, dataLocation, externalData }: TensorProto): void {
  if (dataLocation === TensorProto_DataLocation.EXTERNAL || externalData.length > 0)
    throw notPlain(`its tensor "${name}" lies in another file`);
}

const isStandard = (domain: string | undefined): boolean => domain === undefined || domain === '' || domain === 'ai.onnx';

const notPlain = (why: string, cause?: unknown): DomainError =>
  new DomainError(
    'model-invalid',
    `The model file cannot be used: ${why}. Get it again from where it came, or choose another.`,
    { why },
    { cause },
  );
