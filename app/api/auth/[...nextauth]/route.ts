import { answerNextAuth } from '#lib/server/auth/next-auth-door.ts';

export { answerNextAuth as GET, answerNextAuth as POST };
