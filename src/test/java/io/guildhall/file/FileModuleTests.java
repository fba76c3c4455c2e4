package io.guildhall.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import java.util.UUID;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.TestConstructor;
import org.springframework.test.context.TestConstructor.AutowireMode;
import org.springframework.test.context.TestPropertySource;

import io.guildhall.TestDatabase;
import io.guildhall.organization.OrganizationFixtures;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES, extraIncludes = "organization")
@Import({ TestDatabase.class, OrganizationFixtures.class })
@TestPropertySource(properties = { "guildhall.file.largest=4MB", "guildhall.file.quota=7MB" })
@TestConstructor(autowireMode = AutowireMode.ALL)
@RequiredArgsConstructor
class FileModuleTests {

	private final FileService files;

	private final OrganizationFixtures organizations;

	private final Tenancy tenancy;

	private UUID acme;

	@BeforeAll
	void found() {
		acme = organizations.found("Acme");
	}

	@Test
	void givesBackWhatWasStoredAsOftenAsWanted() throws IOException {
		byte[] content = new byte[2_500_000];
		new Random(1).nextBytes(content);
		FileId id = tenancy.callAs(acme, () -> files.store("chat.txt", new ByteArrayInputStream(content)));
		FileContent file = tenancy.callAs(acme, () -> files.open(id));
		assertThat(file.size()).isEqualTo(content.length);
		for (int i = 0; i < 2; i++) {
			try (InputStream stream = file.stream()) {
				assertThat(stream.readAllBytes()).isEqualTo(content);
			}
		}
		tenancy.callAs(acme, () -> {
			files.delete(id);
			return id;
		});
		assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> tenancy.callAs(acme, () -> files.open(id)));
	}

	@Test
	void refusesWhatIsTooLargeOrFindsNoRoom() {
		assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> store(acme, 5_000_000))
			.returns("file.too-large", FileRefused::getCode);
		UUID globex = organizations.found("Globex");
		store(globex, 3_900_000);
		assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> store(globex, 3_900_000))
			.returns("file.quota", FileRefused::getCode);
	}

	@Test
	void isNotFoundByAnotherOrganization() {
		FileId id = store(acme, 10);
		UUID globex = organizations.found("Globex Two");
		assertThatExceptionOfType(FileRefused.class).isThrownBy(() -> tenancy.callAs(globex, () -> files.open(id)));
	}

	private FileId store(UUID organization, int size) {
		return tenancy.callAs(organization, () -> files.store("x", new ByteArrayInputStream(new byte[size])));
	}

}
