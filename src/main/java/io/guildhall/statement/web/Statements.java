package io.guildhall.statement.web;

import java.io.InputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

import io.guildhall.provider.ProviderName;
import io.guildhall.statement.StatementField;
import io.guildhall.statement.StatementService;
import io.guildhall.statement.StatementSummary;
import io.guildhall.statement.StatementUpload;

/** Statements as they come in by a form, from a page or a program. */
final class Statements {

	private Statements() {
	}

	/** Takes the file, and says what came of it. */
	static StatementSummary take(StatementService service, List<MultipartFile> files, @Nullable ProviderName provider,
			Map<String, String> form) {
		MultipartFile file = files.isEmpty() ? null : files.get(0);
		Map<StatementField, String> columns = new EnumMap<>(StatementField.class);
		for (StatementField field : StatementField.values()) {
			columns.put(field, form.getOrDefault("column." + field, ""));
		}
		String name = (file != null) ? file.getOriginalFilename() : null;
		return service.upload(new StatementUpload((name != null) ? name : "",
				(file != null) ? file::getInputStream : InputStream::nullInputStream, provider, columns));
	}

}
