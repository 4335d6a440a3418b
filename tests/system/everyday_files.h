#pragma once

#include <QByteArray>
#include <QString>

namespace xpu::system_test {

/// As people write them for a cluster: options of accounts and mail, an array, srun, a work list.
inline constexpr const char* kArrayScript = R"script(#!/bin/bash
#SBATCH --job-name=wordcount
#SBATCH --account=project_42
#SBATCH --partition=small
#SBATCH --time=00:10:00
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem-per-cpu=512M
#SBATCH --array=1-6:2,10%2
#SBATCH --output=logs/%x_%a.out
#SBATCH --mail-type=FAIL

set -euo pipefail
cd "$SLURM_SUBMIT_DIR"
export OMP_NUM_THREADS=${SLURM_CPUS_PER_TASK:-1}

LINE=$(sed -n "${SLURM_ARRAY_TASK_ID}p" words.txt)
mkdir -p counts
echo "task $SLURM_ARRAY_TASK_ID of $SLURM_ARRAY_TASK_COUNT ($SLURM_ARRAY_TASK_MIN..$SLURM_ARRAY_TASK_MAX)"
srun --cpu-bind=none -n 1 bash -c 'echo -n "$0" | wc -c' "$LINE" > "counts/$SLURM_ARRAY_TASK_ID"
echo "job $SLURM_JOB_NAME ends"
)script";

/// What the array script counts, a line an element.
inline constexpr const char* kWords = "a\nbb\nccc\ndddd\neeeee\n6\n7\n8\n9\nten chars!\n";

/// A list of commands, of two kinds by turns.
inline QByteArray hundredLines()
{
    QByteArray text = "#xpu: name = \"hundred\"\n";
    for (int i = 0; i < 100; ++i)
        text += i % 2 == 0 ? QStringLiteral("cp seed.dat 'copy %1.dat'\n").arg(i).toUtf8()
                           : QStringLiteral("expr %1 + 1 | tee sum-%1.out\n").arg(i).toUtf8();
    return text;
}

} // namespace xpu::system_test
