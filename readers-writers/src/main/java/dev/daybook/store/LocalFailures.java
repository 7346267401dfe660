package dev.daybook.store;

import dev.daybook.failure.DaybookException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.regex.Pattern;

/** Says in a person's words what the operating system said about a local place, and what to do. */
final class LocalFailures {

    /** File streams say "/path (reason)". */
    private static final Pattern IN_PARENTHESES = Pattern.compile("^.*\\((.*)\\)$", Pattern.DOTALL);

    private LocalFailures() {}

    /** @param action what was being done, as in "writing" */
    static DaybookException of(String action, Location place, IOException failure) {
        String reason = reason(failure);
        String subject = "%s while %s %s: ".formatted(reason, action, place.path());
        return DaybookException.storage(subject + remedy(reason), failure);
    }

    static DaybookException absent(Location place) {
        return DaybookException.input("No such file: %s. Check the name, or deliver it".formatted(place.path()));
    }

    static DaybookException isFolder(String action, Location place) {
        return DaybookException.input("%s is a folder, so %s it as a file is not possible: name a file inside"
                .formatted(place.path(), action));
    }

    /** Whether the failure means that nothing is there, be it that a name on the way is not a folder. */
    static boolean meansAbsent(IOException failure) {
        return failure instanceof NoSuchFileException || reason(failure).contains("Not a directory");
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "Permission denied";
        }
        if (failure instanceof NoSuchFileException missing) {
            return "No such file or folder (%s)".formatted(missing.getFile());
        }
        if (failure instanceof FileNotFoundException opened) {
            return IN_PARENTHESES.matcher(String.valueOf(opened.getMessage())).replaceFirst("$1");
        }
        String text = failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
        return text == null ? failure.getClass().getSimpleName() : text;
    }

    private static String remedy(String reason) {
        if (reason.contains("No space left on device") || reason.contains("quota")) {
            return "free some space, then restart the run";
        }
        if (reason.contains("Permission denied") || reason.contains("Operation not permitted")) {
            return "give user '%s' access to it, then restart the run".formatted(System.getProperty("user.name"));
        }
        if (reason.contains("Read-only file system")) {
            return "mount it for writing or choose another folder, then restart the run";
        }
        if (reason.contains("Too many open files")) {
            return "raise the limit of open files (ulimit -n), then restart the run";
        }
        if (reason.contains("File name too long")) {
            return "shorten the name";
        }
        return "check the disk and the folder, then restart the run";
    }
}
