package dev.daybook.load;

import dev.daybook.launch.Admission;
import dev.daybook.launch.JobAdmission;
import java.util.Map;
import java.util.function.Function;

/**
 * One file is loaded at a time under one key; whether it has to be decides its content.
 *
 * @param requests what was asked for, of the parameters given
 */
public record FileRequestAdmission(Function<Map<String, String>, FileRequest> requests, FileAdmission files)
        implements JobAdmission {

    @Override
    public String subject(Map<String, String> parameters, Map<String, Object> prepared) {
        FileRequest request = requests.apply(parameters);
        return files.subject(request.feed(), request.key(), request.others());
    }

    @Override
    public Admission decide(Map<String, String> parameters, Map<String, Object> prepared) {
        FileRequest request = requests.apply(parameters);
        return files.admit(request.feed(), request.key(), FileRequest.scanned(prepared), request.others());
    }
}
