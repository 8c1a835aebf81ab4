import { useEffect, useState } from 'react';
import { Button, ButtonLink } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirmDialog.tsx';
import { ErrorPanel } from '../../components/errorPanel.tsx';
import { counted } from '../../components/numberWords.ts';
import { saveFile } from '../../components/saveFile.ts';
import { Switch } from '../../components/switch.tsx';
import { routes } from '../../routes.ts';
import { useActiveProfile, useClient, useStores } from '../../stores/hooks.tsx';
import { AboutYou } from './aboutYou.tsx';
import { Group, Setting } from './group.tsx';
import { ProfileName } from './profileName.tsx';
import { useAction } from '../../stores/useAction.ts';

/** The active person: what they told, taking everything along, or having it forgotten. */
export function ProfileGroup() {
  const client = useClient();
  const { profiles, notices } = useStores();
  const profile = useActiveProfile();
  // Ratings were given since the profiles were read.
  useEffect(() => void profiles.load(), [profiles]);
  const [isAsking, setIsAsking] = useState(false);
  const [purges, setPurges] = useState(false);
  const save = async (format: 'json' | 'csv'): Promise<void> => {
    if (profile === null) return;
    try {
      const { fileName, mediaType, text } = await client.profile.export({ profileId: profile.profileId, format });
      saveFile(fileName, mediaType, text);
      notices.say(`Saved ${fileName}`);
    } catch (error) {
      notices.fail(error, () => void save(format));
    }
  };
  const removal = useAction(async () => {
    if (profile === null) return;
    const { deletedRatings } = await client.profile.delete({ profileId: profile.profileId, purgeBackups: purges });
    await profiles.load();
    notices.say(`${profile.name} and ${counted(deletedRatings, 'rating')} are gone`);
  });
  if (profile === null) return null;
  return (
    <Group part="profile">
      <Setting label={profile.name} help={`${counted(profile.numRatings, 'rating')}.`}>
        <ButtonLink href={routes.newProfile}>New profile</ButtonLink>
      </Setting>
      <ProfileName key={profile.profileId} profile={profile} />
      <AboutYou profile={profile} />
      <Setting
        label="Take everything along"
        help="JSON holds all that is kept about you; CSV holds the ratings, in MovieLens' own columns."
      >
        <Button onPress={() => void save('json')}>JSON</Button>
        <Button onPress={() => void save('csv')}>CSV</Button>
      </Setting>
      <Setting label="Erase this profile" help="Ratings, lists and what you told about yourself.">
        <Button look="danger" onPress={() => setIsAsking(true)} isDisabled={removal.isRunning}>
          Erase
        </Button>
      </Setting>
      {removal.error !== null && <ErrorPanel error={removal.error} title="Nothing was erased" />}
      <ConfirmDialog
        isOpen={isAsking}
        title={`Erase ${profile.name}?`}
        keep="Keep the profile"
        lose={`Erase ${counted(profile.numRatings, 'rating')}`}
        onKeep={() => setIsAsking(false)}
        onLose={() => {
          setIsAsking(false);
          void removal.run();
        }}
      >
        <p>The profile, {counted(profile.numRatings, 'rating')} and all lists of it go for good. Other profiles and data sets stay.</p>
        <Switch isSelected={purges} onChange={setPurges}>
          Also erase it from the backups
        </Switch>
      </ConfirmDialog>
    </Group>
  );
}
