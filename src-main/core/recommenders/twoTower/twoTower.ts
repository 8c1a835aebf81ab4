import type { RatingScale } from '../../data/interactions.ts';
import type { Tensor } from '../../engine/tensor.ts';
import { warmupCosine } from '../../engine/schedules.ts';
import { cosineToItem, itemScores, servedItems } from '../als/factorModel.ts';
import { trainEpochs } from '../epochTraining.ts';
import { float32, floatData, type ModelTensors, tensorData } from '../modelTensors.ts';
import { checkPerson } from '../personalRatings.ts';
import type { FitContext, FittedRecommender, Hyperparameters, RecommenderDefinition, TrainingData } from '../recommender.ts';
import { filmInputs } from './filmInputs.ts';
import { towerChoices, towerDefaults, towerSearchSpace, towerSettings } from './settings.ts';
import { sequenceQuery } from './sequenceQuery.ts';
import { sumQuery } from './sumQuery.ts';
import { candidateVectors } from './candidateVectors.ts';
import { towerTraining } from './towerTraining.ts';
import { warmStarted } from './warmStart.ts';

const WARMUP = 0.05;

/** A person and a film become vectors by two towers; their product ranks. */
export const twoTowerDefinition: RecommenderDefinition = {
  name: 'two-tower',
  summary:
    'Two small networks turn you and each film into points of one space, from what you rated, who you are, genres, plots and posters.',
  citation:
    'Yi et al., "Sampling-Bias-Corrected Neural Modeling for Large Corpus Item Recommendations", RecSys 2019, with the multinomial likelihood of Liang et al., WWW 2018.',
  predictsStars: false,
  goesOn: true,
  defaults: towerDefaults,
  choices: towerChoices,
  searchSpace: towerSearchSpace,
  async fit(data, hyperparameters, context) {
    const tensors = await trained(data, hyperparameters, context);
    return twoTower(data.matrix.numColumns, hyperparameters, tensors);
  },
  load: (numItems, hyperparameters, tensors) => twoTower(numItems, hyperparameters, tensors),
};

async function trained(data: TrainingData, hyperparameters: Hyperparameters, context: FitContext): Promise<ModelTensors> {
  const settings = towerSettings(hyperparameters);
  const inputs = filmInputs(data, settings.content);
  const training = towerTraining(settings, data, inputs);
  const totalSteps = settings.epochs * training.stepsPerEpoch;
  const modelTensors = async (state: Readonly<Record<string, Tensor>>) => {
    const parameters = parametersOf(state);
    return {
      ...parameters,
      ...(await candidateVectors(context.runtime, settings, data, inputs, parameters)),
      scale: scaleTensor(data.scale),
    };
  };
  const state = await trainEpochs(context, {
    ...training,
    step: context.startFrom === undefined ? training.step : warmStarted(training.step, context.startFrom, data.films),
    preparesAhead: true,
    epochs: settings.epochs,
    schedule: warmupCosine({ rate: settings.learningRate, warmupSteps: Math.ceil(WARMUP * totalSteps), totalSteps }),
    hyperparameters,
    modelOf: async (state) => twoTower(data.matrix.numColumns, hyperparameters, await modelTensors(state)),
  });
  return modelTensors(state);
}

const scaleTensor = ({ min, max, step }: RatingScale): Tensor => float32(Float32Array.of(min, max, step));

const parametersOf = (state: Readonly<Record<string, Tensor>>): ModelTensors =>
  Object.fromEntries(
    Object.entries(state).flatMap(([name, tensor]) => (name.startsWith('parameter/') ? [[name.slice('parameter/'.length), tensor]] : [])),
  );

function twoTower(numItems: number, hyperparameters: Hyperparameters, tensors: ModelTensors): FittedRecommender {
  const settings = towerSettings(hyperparameters);
  const [min, max, step] = tensorData(tensors, 'scale', 'float32', [3]) as unknown as [number, number, number];
  const queryOf = (settings.pooling === 'attention' ? sequenceQuery : sumQuery)(settings, { min, max, step }, numItems, tensors);
  const vectors = floatData(tensors, 'vectors', [numItems, settings.embedSize]);
  const items = servedItems({ numItems, factors: settings.embedSize, itemFactors: vectors });
  const biases = floatData(tensors, 'biases', [numItems]);
  return {
    name: 'two-tower',
    numItems,
    hyperparameters,
    foldIn(person) {
      checkPerson(person, numItems);
      return { person, state: queryOf(person) };
    },
    score: ({ state }) => itemScores(items, state as Float64Array, biases, 0),
    similar: (itemIndex) => cosineToItem(items, itemIndex),
    tensors: () => tensors,
    holdsUsers: settings.userId,
  };
}
