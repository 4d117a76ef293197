/** A remark that asks for nothing. */
export const Quiet = ({ children }: { children: React.ReactNode }) => <p className="text-muted text-sm">{children}</p>;
