import { openRuntime } from '../../../../src-main/core/engine/session.ts';
import { operatorSuite } from '../../../helpers/operatorSuite.ts';

operatorSuite('the CPU', () => openRuntime('cpu', { threads: 1 }), { casesEach: 6, tolerance: 2e-5 });
