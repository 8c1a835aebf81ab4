import type { Profile } from '../../../src-main/contract/profile.ts';
import { AGES, codeOf, GENDERS, genderOf, OCCUPATIONS, optionOf } from '../../components/profileOptions.ts';
import { SelectField } from '../../components/selectField.tsx';
import type { NewProfile } from '../../stores/profileStore.ts';
import { useStores } from '../../stores/hooks.tsx';
import { Setting } from './group.tsx';

/** What a person told about themselves, each answer changed or taken back at once. */
export function AboutYou({ profile }: { readonly profile: Profile }) {
  const { profiles, notices } = useStores();
  const change = async (answer: Partial<NewProfile>): Promise<void> => {
    try {
      await profiles.update(profile.profileId, answer);
    } catch (error) {
      notices.fail(error, () => void change(answer));
    }
  };
  return (
    <>
      <Setting label="Age group" help="Starts your list from what people of this age liked; after a dozen ratings it hardly matters.">
        <SelectField
          label="Age group"
          isLabelHidden
          options={AGES}
          value={optionOf(profile.age)}
          onChange={(option) => void change({ age: codeOf(option) })}
        />
      </Setting>
      <Setting label="Gender" help="In the same way, from what women or men liked.">
        <SelectField
          label="Gender"
          isLabelHidden
          options={GENDERS}
          value={optionOf(profile.gender)}
          onChange={(option) => void change({ gender: genderOf(option) })}
        />
      </Setting>
      <Setting label="Occupation" help="One of the 21 of the MovieLens study, from which the first list is learnt.">
        <SelectField
          label="Occupation"
          isLabelHidden
          options={OCCUPATIONS}
          value={optionOf(profile.occupation)}
          onChange={(option) => void change({ occupation: codeOf(option) })}
        />
      </Setting>
    </>
  );
}
