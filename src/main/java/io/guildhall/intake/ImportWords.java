package io.guildhall.intake;

import java.util.List;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import io.guildhall.file.FileId;
import io.guildhall.file.FileService;
import io.guildhall.member.MemberErased;
import io.guildhall.shared.Tenancy;
import lombok.RequiredArgsConstructor;

/**
 * What imports still know of the people in them, beside what came in: their files, and
 * how bad rows begin. Whatever of it is needed no more goes with a person.
 */
@Component
@RequiredArgsConstructor
class ImportWords {

	private static final String MET = """
			(select m.import_id from import_members m
			where m.organization_id = :organization and m.member_id = :member)
			""";

	private final FileService contents;

	private final JdbcClient jdbc;

	private final Tenancy tenancy;

	/**
	 * Of the imports that met the person: how their bad rows begin, what one that was
	 * stopped showed of its people, and the files of those that are done. An import that
	 * was stopped needs its files to go on.
	 */
	@EventListener
	void forget(MemberErased erased) {
		UUID organization = tenancy.current();
		UUID member = erased.member().id();
		jdbc.sql("""
				update import_problems set excerpt = ''
				where organization_id = :organization and excerpt <> '' and import_id in\s""" + MET)
			.param("organization", organization)
			.param("member", member)
			.update();
		jdbc.sql("""
				update imports set sample = cast('[]' as jsonb), version = version + 1
				where organization_id = :organization and state in ('CANCELLED', 'FAILED')
				and sample <> cast('[]' as jsonb) and id in\s""" + MET)
			.param("organization", organization)
			.param("member", member)
			.update();
		List<UUID> done = jdbc.sql("""
				select f.content_id from import_files f
				join imports i on i.organization_id = f.organization_id and i.id = f.import_id
				where f.organization_id = :organization and f.content_id is not null and i.state = 'DONE'
				and i.id in\s""" + MET)
			.param("organization", organization)
			.param("member", member)
			.query(UUID.class)
			.list();
		done.forEach(content -> contents.delete(new FileId(content)));
	}

	/** The files of an import that was taken back are needed no more. */
	void forgetFiles(ImportId run) {
		List<UUID> its = jdbc.sql("""
				select content_id from import_files
				where organization_id = :organization and import_id = :run and content_id is not null
				""").param("organization", tenancy.current()).param("run", run.id()).query(UUID.class).list();
		its.forEach(content -> contents.delete(new FileId(content)));
	}

}
