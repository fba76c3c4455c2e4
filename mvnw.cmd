@echo off
rem Runs Maven: the installed one if it is 3.8 or newer, else the one that
rem .mvn\wrapper\maven-wrapper.properties names, downloaded once and checked.
setlocal
set "MVNW_MAVEN="
for /f "usebackq delims=" %%m in (`powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0.mvn\wrapper\find-maven.ps1"`) do set "MVNW_MAVEN=%%m"
if not defined MVNW_MAVEN exit /b 1
call "%MVNW_MAVEN%" %*
exit /b %ERRORLEVEL%
