package ai.finai.deploy.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClearTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Djavax.net.ssl.keyStorePassword=hunter2",
                "o.a.k.ScramLoginModule required username=\"a\" password=\"hunter2\";",
                "aws.secretKey = hunter2",
                "AWS_SECRET_ACCESS_KEY=hunter2 run",
                "curl https://host/path?token=hunter2",
                "psql --password hunter2",
                "{\\\"password\\\"=\\\"hunter2\\\"}",
                "jdbc:postgresql://a:hunter2@host/db"
            })
    void aSecretIsSeenWhereverItIsWritten(String text) {
        assertThat(ClearText.isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Djavax.net.ssl.keyStorePassword=${dir:/opt/finai/kafka:store}",
                "M required username=\"a\" password=\"${dir:/opt/finai/kafka:password}\";",
                "login --password $(PASSWORD)",
                "login --password \"$PASSWORD\" --verbose",
                "login --password-file /run/secrets/password",
                "login --password --verbose",
                "token=/var/run/secrets/token",
                "-Dmodel.max-tokens=128",
                "password=",
                "no password is needed"
            })
    void aReferenceOrAWordIsNone(String text) {
        assertThat(ClearText.isIn(text)).isFalse();
    }

    @Test
    void anOptionAndTheItemAfterItAreOne() {
        assertThat(ClearText.isOption("--password", "hunter2")).isTrue();
        assertThat(ClearText.isOption("--password", "$(PASSWORD)")).isFalse();
        assertThat(ClearText.isOption("--password", "--verbose")).isFalse();
        assertThat(ClearText.isOption("--config", "hunter2")).isFalse();
    }

    @Test
    void ofAFileTheLinesAreTold() {
        assertThat(ClearText.lines("""
                a:
                  # password: x
                  'password': hunter2
                  token: ~
                  secret: ${env:SECRET} # of the pod
                  b: |
                    api.key=hunter2
                    # api.key=x
                    password=${file:/x:y}
                  keys: {c: [1, password=hunter2]}
                --- # another document
                passwd: {of: {whom: hunter2}}
                """)).containsExactly(3, 7, 10, 12);
        assertThat(ClearText.lines("""
                a: &same {b: x, self: *same}
                password: *same
                --- # nothing
                """)).containsExactly(1);
        assertThat(ClearText.lines("""
                # password=x
                ssl.key.password=hunter2
                'token': x
                user=a
                """)).containsExactly(2, 3);
    }
}
