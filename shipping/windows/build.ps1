# 在 Windows 上打包（尚未在 Windows 上试过）。
# 需要：Windows 10 或更新的 64 位系统，Python 3.11。
# 用法：在仓库根目录打开 PowerShell，运行  powershell -ExecutionPolicy Bypass -File shipping\windows\build.ps1
$ErrorActionPreference = "Stop"
Set-Location (Join-Path $PSScriptRoot "..\..")
python -m venv .venv
$python = ".venv\Scripts\python.exe"
& $python -m pip install --require-hashes --no-deps --only-binary :all: -r requirements-dev.txt
& $python -m PyInstaller --noconfirm --distpath build\dist --workpath build\work build.spec
$program = "build\dist\dianping-taizhang\dianping-taizhang-console.exe"
& $program self-test
if ($LASTEXITCODE -ne 0) { throw "自检没有通过" }
Compress-Archive -Force -Path build\dist\dianping-taizhang -DestinationPath build\dist\dianping-taizhang-windows.zip
Write-Output "完成：build\dist\dianping-taizhang-windows.zip（解压即用；旁边放一个名为 data 的文件夹就是便携模式）"
