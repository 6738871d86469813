interface SwitchProps {
  label: string;
  /** What is read where the label alone does not tell which one. */
  name?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  describedBy?: string;
}

/** On or off, at once. */
export function Switch({ label, name, checked, onChange, describedBy }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={checked}
      aria-label={name}
      aria-describedby={describedBy}
      onClick={() => onChange(!checked)}
    >
      <span className="switch-track" aria-hidden="true" />
      <span>{label}</span>
    </button>
  );
}
