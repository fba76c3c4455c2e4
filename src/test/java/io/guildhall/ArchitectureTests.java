package io.guildhall;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import java.time.Clock;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Profile;
import org.springframework.data.repository.Repository;
import org.springframework.security.access.annotation.Secured;
import org.springframework.security.access.prepost.PostAuthorize;
import org.springframework.security.access.prepost.PostFilter;
import org.springframework.security.access.prepost.PreFilter;
import org.springframework.transaction.annotation.Transactional;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.OneToMany;

/** The house plan, as far as a machine can see it. */
class ArchitectureTests {

	/** Without what the packaging writes: it is nobody's plan. */
	private static final JavaClasses CODE = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.withImportOption(location -> !location.contains("__") && !location.contains("$$SpringCGLIB$$"))
		.importPackages("io.guildhall");

	@Test
	void noBeanDependsOnASettingOfTheInstallation() {
		noClasses().should()
			.dependOnClassesThat()
			.belongToAnyOf(ConditionalOnProperty.class, ConditionalOnBooleanProperty.class, Profile.class)
			.because("the packaging finds which beans there are; ask for the setting at run time (ADR 13)")
			.check(CODE);
	}

	@Test
	void whatSomebodyMayIsAskedBefore() {
		noClasses().should()
			.dependOnClassesThat()
			.belongToAnyOf(PostAuthorize.class, PreFilter.class, PostFilter.class, Secured.class)
			.because("only @PreAuthorize has an interceptor, see StaffConfiguration")
			.check(CODE);
	}

	@Test
	void aModuleHidesItsEntitiesAndRepositories() {
		classes().that()
			.areAnnotatedWith(Entity.class)
			.or()
			.areAssignableTo(Repository.class)
			.should()
			.bePackagePrivate()
			.allowEmptyShould(true)
			.check(CODE);
	}

	@Test
	void aModuleHidesItsWebButSharedWebIsForAll() {
		classes().that()
			.resideInAPackage("io.guildhall.*.web..")
			.and()
			.resideOutsideOfPackage("io.guildhall.shared.web..")
			.and()
			.doNotHaveSimpleName("package-info")
			.should()
			.notBePublic()
			.allowEmptyShould(true)
			.check(CODE);
	}

	@Test
	void aModuleHasTwoPackages() {
		classes().should()
			.resideInAnyPackage("io.guildhall", "io.guildhall.*", "io.guildhall.*.web")
			.because("the root holds domain, service and events, .web the pages and REST")
			.check(CODE);
	}

	@Test
	void onlyTheWebKnowsRequests() {
		noClasses().that()
			.resideOutsideOfPackage("..web..")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.springframework.web.bind..", "org.springframework.web.servlet..",
					"jakarta.servlet..")
			.check(CODE);
	}

	@Test
	void timeComesFromTheClock() {
		noClasses().should()
			.callMethodWhere(describe("it asks java.time for now",
					(JavaMethodCall call) -> call.getName().equals("now")
							&& call.getTargetOwner().getPackageName().equals("java.time")))
			.check(CODE);
		noClasses().that()
			.doNotHaveFullyQualifiedName("io.guildhall.shared.Ids")
			.should()
			.callMethod(System.class, "currentTimeMillis")
			.check(CODE);
		noClasses().that()
			.resideOutsideOfPackage("io.guildhall.shared")
			.should()
			.callMethodWhere(describe("it makes a clock of its own",
					(JavaMethodCall call) -> call.getName().startsWith("system")
							&& call.getTargetOwner().isEquivalentTo(Clock.class)))
			.check(CODE);
	}

	@Test
	void namesSayWhatAThingIs() {
		noClasses().should()
			.haveNameMatching(".*(Impl|Dto|DTO|Util|Utils|Manager|Helper)")
			.because("such a suffix tells nothing about the business")
			.check(CODE);
	}

	@Test
	void entitiesHaveVerbsAndNoSetters() {
		noMethods().that()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(Entity.class)
			.or()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(MappedSuperclass.class)
			.or()
			.areDeclaredInClassesThat()
			.areAnnotatedWith(Embeddable.class)
			.should()
			.haveNameMatching("set[A-Z].*")
			.allowEmptyShould(true)
			.check(CODE);
	}

	@Test
	void pagesAndRestOpenNoTransactions() {
		noClasses().that()
			.resideInAPackage("..web..")
			.should()
			.beAnnotatedWith(Transactional.class)
			.allowEmptyShould(true)
			.check(CODE);
		noMethods().that()
			.areDeclaredInClassesThat()
			.resideInAPackage("..web..")
			.should()
			.beAnnotatedWith(Transactional.class)
			.allowEmptyShould(true)
			.check(CODE);
	}

	@Test
	void hibernateWritesNoSqlWithoutTheTenant() {
		noFields().should()
			.beAnnotatedWith(OneToMany.class)
			.because("its load carries no tenant: query instead")
			.check(CODE);
		noClasses().should()
			.callMethodWhere(describe("it locks through the entity manager, whose SQL carries no tenant",
					(JavaMethodCall call) -> call.getName().equals("lock")
							&& call.getTargetOwner().isAssignableTo(EntityManager.class)))
			.check(CODE);
	}

}
