'use client';
import type { Theme } from '#components/frame/theme.ts';
import { useTheme } from '#components/frame/use-theme.ts';
import { Card } from '#components/ui/card.tsx';
import { RadioGroup } from '#components/ui/radio-group.tsx';

const options: readonly { value: Theme; label: string; help: string }[] = [
  { value: 'system', label: 'As the system', help: 'Follows this device, also when it changes at dusk.' },
  { value: 'light', label: 'Light', help: 'Ink on paper.' },
  { value: 'dark', label: 'Dark', help: 'Paper on ink.' },
];

/** Light or dark, for this browser. */
export function AppearanceCard() {
  const [theme, setTheme] = useTheme();
  return (
    <Card title="Appearance" description="Kept in this browser.">
      <RadioGroup
        label="Theme"
        options={options}
        value={theme}
        onValueChange={setTheme}
        className="grid sm:grid-cols-3"
      />
    </Card>
  );
}
