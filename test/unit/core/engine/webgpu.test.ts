import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import { operatorSuite } from '../../../helpers/operatorSuite.ts';
import { useSoftwareGpu } from '../../../helpers/softwareGpu.ts';

const reason = useSoftwareGpu();

// WGSL asks of sin and cos an absolute error of 2^-11 and no better (https://www.w3.org/TR/WGSL/#concrete-float-accuracy); each is the
// other's gradient.
const wave = 2 ** -11;

operatorSuite('WebGPU in software', () => openRuntime('webgpu'), {
  casesEach: 1,
  tolerance: 2e-5,
  exceptions: { Sin: wave, Cos: wave },
  ...(reason === null ? {} : { reason }),
});
