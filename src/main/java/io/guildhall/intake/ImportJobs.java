package io.guildhall.intake;

import java.util.function.BiConsumer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

import io.guildhall.job.JobRun;
import io.guildhall.job.JobStopped;
import io.guildhall.job.JobWork;
import io.guildhall.shared.DomainException;

/** What imports do in the background. */
@Configuration(proxyBeanMethods = false)
class ImportJobs {

	static final String CHECK = "intake.check";

	static final String TAKE = "intake.import";

	static final String UNDO = "intake.undo";

	/** Which import a job works on. */
	static final String IMPORT = "import";

	@Bean
	JobWork intakeCheckWork(ImportEngine engine) {
		return new ImportJob(CHECK, engine, engine::check);
	}

	@Bean
	JobWork intakeTakeWork(ImportEngine engine) {
		return new ImportJob(TAKE, engine, engine::take);
	}

	@Bean
	JobWork intakeUndoWork(ImportEngine engine, ImportUndoing undoing) {
		return new ImportJob(UNDO, engine, undoing::undo);
	}

	private record ImportJob(String kind, ImportEngine engine,
			BiConsumer<ImportId, ImportEngine.Watch> work) implements JobWork {

		@Override
		public void run(JobRun run) {
			ImportId id = ImportId.of(run.parameter(IMPORT));
			try {
				work.accept(id, (done, total) -> {
					run.progress(done, total);
					return run.cancelled();
				});
			}
			catch (JobStopped | TransientDataAccessException | DataAccessResourceFailureException
					| CannotCreateTransactionException away) {
				throw away;
			}
			catch (DomainException refusal) {
				engine.fail(id, refusal.getCode());
				throw refusal;
			}
			catch (RuntimeException ex) {
				engine.fail(id, "intake.failed");
				throw ex;
			}
		}

	}

}
