package io.guildhall.chatlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.guildhall.SharedData;

class ChatFormatsTests {

	private static Recognition recognize(String text) {
		return ChatFormats.recognize("file", text.getBytes(StandardCharsets.UTF_8));
	}

	@Test
	void recognizesEveryFixtureByItsContent() throws IOException {
		for (Path file : SharedData.files("data", "")) {
			String path = file.toString();
			if (!Files.isRegularFile(file) || path.contains("LICENSE") || path.endsWith(".md")) {
				continue;
			}
			ChatFormat expected = null;
			if (path.contains("ubuntu-irc")) {
				expected = ChatFormat.IRC_LOG;
			}
			else if (path.contains("telegram")) {
				expected = ChatFormat.TELEGRAM_JSON;
			}
			else if (path.contains("whatsapp")) {
				expected = ChatFormat.WHATSAPP_TXT;
			}
			else if (path.contains("/discord/")) {
				expected = ChatFormat.DISCORD_JSON;
			}
			else if (path.contains("/line/")) {
				expected = ChatFormat.LINE_TXT;
			}
			else if (path.endsWith("slack_export.zip")) {
				expected = ChatFormat.SLACK_ZIP;
			}
			else if (path.contains("signal-test")) {
				// Signal's text looks like WhatsApp's.
				continue;
			}
			assertThat(ChatFormats.recognize(ChatSource.of(file)).format()).as(path).isEqualTo(expected);
		}
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "a,b,c\n1,2,3\n", "{\"guild\": {}, \"channel\": {}, \"messages\": [{\"type\": \"Default\"}]}",
					"[{\"type\": \"message\", \"ts\": \"1\"}]", "Dear diary,\ntoday at 10:00 - nothing\n" })
	void refusesWhatItDoesNotKnow(String text) {
		Recognition recognition = recognize(text);
		assertThat(recognition.isRecognized()).isFalse();
		assertThat(recognition.refusal()).isEqualTo(ChatlogRefused.UNKNOWN_FORMAT);
	}

	@Test
	void refusesWhatIsNoTextAndWhatIsEmpty() {
		byte[] zip = { 'P', 'K', 3, 4, 20, 0, 0, 0, 8, 0, 1, 0, 2, 0, 0, 1, 0 };
		assertThat(ChatFormats.recognize("a.zip", zip).refusal()).isEqualTo(ChatlogRefused.NOT_TEXT);
		assertThat(ChatFormats.recognize("a.txt", new byte[0]).refusal()).isEqualTo(ChatlogRefused.EMPTY);
		assertThat(recognize(" \n\n").refusal()).isEqualTo(ChatlogRefused.EMPTY);
		assertThatExceptionOfType(ChatlogRefused.class)
			.isThrownBy(() -> ChatFormats.open(Chats.bytes("a.zip", zip), ReadOptions.in(Chats.SHANGHAI)))
			.satisfies((refused) -> assertThat(refused.getCode()).isEqualTo(ChatlogRefused.NOT_TEXT));
	}

	@ParameterizedTest
	@ValueSource(strings = { "WhatsApp Chat with 读书会.txt", "WhatsApp Chat - 读书会.zip", "与读书会的 WhatsApp 聊天.txt",
			"與读书会的WhatsApp對話.txt" })
	void takesTheNameOfTheGroupFromTheNameOfTheFile(String fileName) {
		Recognition recognition = ChatFormats.recognize(fileName,
				"20/6/20, 00:08 - A: x\n".getBytes(StandardCharsets.UTF_8));
		assertThat(recognition.chatName()).isEqualTo("读书会");
		assertThat(recognition.carrier()).isEqualTo("WHATSAPP");
		assertThat(recognition.zoned()).isFalse();
		assertThat(recognition.confidence()).isGreaterThan(80);
	}

}
